"""What pages are made of; no addresses, no files."""
