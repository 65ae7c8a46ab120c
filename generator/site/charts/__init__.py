"""The geometry of the drawings on a reach page: numbers in, places and lengths out.

The templates in ``theme/components/reach/`` draw what stands here. Lengths are in a drawing's own
units, from its upper left corner; a phone shows a drawing of ``WIDTH`` nearly one to one.
"""
