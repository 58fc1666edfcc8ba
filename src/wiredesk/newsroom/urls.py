"""Every address that Django answers."""

from django.urls import URLPattern, path

from wiredesk.newsroom.assets import asset
from wiredesk.newsroom.deciding import act_on
from wiredesk.newsroom.fronts import fronts
from wiredesk.newsroom.issues import issues, make_issue, restore_page, withdraw_issue
from wiredesk.newsroom.log import log
from wiredesk.newsroom.pauses import pause_all, pause_one, resume_all, resume_one, services
from wiredesk.newsroom.push import push
from wiredesk.newsroom.quarantine import let_go, quarantine, read_again
from wiredesk.newsroom.signing import SignIn, sign_out
from wiredesk.newsroom.storypage import story_page
from wiredesk.newsroom.wirelist import wire_list, wire_news

urlpatterns: list[URLPattern] = [
    path("desk/", wire_list, name="desk"),
    path("desk/news/", wire_news, name="news"),
    path("desk/story/<slug:story>/", story_page, name="story"),
    path("desk/story/<slug:story>/<slug:verb>/", act_on, name="act"),
    path("desk/fronts/", fronts, name="fronts"),
    path("desk/epaper/", issues, name="issues"),
    path("desk/epaper/make/", make_issue, name="make_issue"),
    path("desk/epaper/<int:issue>/withdraw/", withdraw_issue, name="withdraw_issue"),
    path("desk/epaper/<int:issue>/restore/", restore_page, name="restore_page"),
    path("desk/quarantine/", quarantine, name="quarantine"),
    path("desk/quarantine/<int:entry>/reread/", read_again, name="reread"),
    path("desk/quarantine/<int:entry>/dismiss/", let_go, name="dismiss"),
    path("desk/services/", services, name="services"),
    path("desk/services/pause/", pause_one, name="pause_one"),
    path("desk/services/resume/", resume_one, name="resume_one"),
    path("desk/pause/", pause_all, name="pause_all"),
    path("desk/resume/", resume_all, name="resume_all"),
    path("desk/log/", log, name="log"),
    path("desk/sign-in/", SignIn.as_view(), name="sign_in"),
    path("desk/sign-out/", sign_out, name="sign_out"),
    path("desk/asset/<slug:digest>/<str:name>", asset, name="asset"),
    path("push/<str:service>", push, name="push"),
]
