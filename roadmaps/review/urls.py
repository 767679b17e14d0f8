"""URLs of the review of plans; included by `roadmaps/urls.py`."""

from django.urls import path

from roadmaps.review import plan_views, views

urlpatterns = [
    path("reviews/", views.ReviewListView.as_view(), name="review_list"),
    path("reviews/<int:pk>/", views.review_detail, name="review_detail"),
    path("reviews/<int:pk>/take/", views.review_take, name="review_take"),
    path("reviews/<int:pk>/typed/", views.review_typed, name="review_typed"),
    path("reviews/<int:pk>/write/", views.review_write, name="review_write"),
    path("remarks/<int:pk>/answer/", plan_views.remark_answer, name="remark_answer"),
    path("<int:pk>/submit/", plan_views.roadmap_submit, name="roadmap_submit"),
    path("<int:pk>/correct/", plan_views.roadmap_correct, name="roadmap_correct"),
    path("<int:pk>/moves/<slug:action>/", plan_views.roadmap_move, name="roadmap_move"),
    path("<int:pk>/versions/", plan_views.version_list, name="version_list"),
    path("<int:pk>/versions/compare/", plan_views.version_compare, name="version_compare"),
    path("<int:pk>/mandatory/", plan_views.roadmap_mandatory, name="roadmap_mandatory"),
]
