"""The advance widths of common fonts: one table per family, read by `rendering.fonts`."""
