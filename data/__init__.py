"""The app without a screen: models, rules, content, storage, live texts, workspace."""
