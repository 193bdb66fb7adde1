"""The site on a writer's own machine: drafts shown, rebuilt on change, faults in the page."""
