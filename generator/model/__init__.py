"""What a programme, an agency, a place, a campaign, a leaflet, a page and a report are.

Frozen types and pure rules; nothing here reads or writes a file.
"""
