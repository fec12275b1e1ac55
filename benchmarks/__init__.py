"""Our live texts and other servers for them, measured side by side."""
