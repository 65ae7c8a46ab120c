"""One module a kind of page; each yields the views of that kind in one language.

Guidance stands last: where one takes the address of a page made from data, it is the one to move.
"""

from collections.abc import Callable, Iterator

from generator.site.material import Material
from generator.site.page import View
from generator.site.views.about import about_views
from generator.site.views.agencies import agency_views
from generator.site.views.audiences import audience_views
from generator.site.views.campaigns import campaign_views
from generator.site.views.guidance import guidance_views, section_views
from generator.site.views.home import home_views
from generator.site.views.plan import plan_views
from generator.site.views.prints import library_views
from generator.site.views.reach import reach_views
from generator.site.views.topics import topic_views
from generator.site.voice import Voice

VIEWS: tuple[Callable[[Material, Voice], Iterator[View]], ...] = (
    home_views,
    audience_views,
    section_views,
    agency_views,
    campaign_views,
    reach_views,
    library_views,
    plan_views,
    about_views,
    topic_views,
    guidance_views,
)
