"""The values that flow between the rooms: frozen, made once, at the border."""
