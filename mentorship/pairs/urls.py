from django.urls import include, path

from mentorship.pairs import life_urls
from mentorship.pairs.feedback import urls as feedback_urls
from mentorship.pairs.meetings import urls as meeting_urls
from mentorship.pairs.views import members, orders, pairs

app_name = "pairs"
urlpatterns = [
    path("", pairs.PairListView.as_view(), name="pair_list"),
    path("matching/", include("mentorship.pairs.matching.urls")),
    path("new/", pairs.pair_create, name="pair_create"),
    path("order/", orders.order_create, name="order_create"),
    path("<int:pk>/", pairs.pair_detail, name="pair_detail"),
    path("<int:pk>/moves/<slug:action>/", pairs.pair_move, name="pair_move"),
    path("<int:pk>/agreement/", pairs.agreement_update, name="agreement_update"),
    path("<int:pk>/members/new/", members.member_create, name="member_create"),
    path("<int:pk>/members/<int:member_pk>/removal/", members.member_remove, name="member_remove"),
    *feedback_urls.urlpatterns,
    *life_urls.urlpatterns,
    *meeting_urls.urlpatterns,
]
