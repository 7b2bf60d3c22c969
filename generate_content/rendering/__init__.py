"""How words become a .pptx: sketch each slide, fit its texts, draw it, pack the parts."""
