"""Template designs drawn as native PowerPoint masters and layouts.

One module per family (``default``, ``frost``, ``galaxy``, ``pulse``, ``circuit``, ``collage``),
which draws on a grid for each slide shape (``default_grids`` and so on: what stands where, in
inches); the rest is shared:
``canvas`` (units and boxes), ``draw`` (vector shapes), ``text`` (placeholders),
``model`` (what a design consists of), ``parts`` (the XML) and ``package`` (the zip).
"""
