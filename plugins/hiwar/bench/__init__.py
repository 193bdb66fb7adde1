"""How long a build takes, side by side with Pelican as it comes."""
