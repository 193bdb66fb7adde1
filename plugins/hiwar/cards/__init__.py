"""The share pictures: what each says, how it is laid out, drawn and kept."""
