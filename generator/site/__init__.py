"""Model to website: the door of this room."""

from generator.site.build import build_site, check_settings
from generator.site.page import SitePage
from generator.site.pages import pages

__all__ = ["SitePage", "build_site", "check_settings", "pages"]
