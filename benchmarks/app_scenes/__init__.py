"""What the rest of the app costs: each scene measures one thing in a process of its own and prints JSON."""
