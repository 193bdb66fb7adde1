"""What people said: asked for, made safe, kept, and composed for the page."""
