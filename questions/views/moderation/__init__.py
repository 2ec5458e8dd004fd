"""The moderators' workbench. Every view passes the one gate."""
