"""Everything with an address; thin."""
