"""What readers pass on: the right words for each place, as plain links."""
