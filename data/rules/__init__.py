"""Pure rules: models in, models or findings out; no clock, no file, no chance."""
