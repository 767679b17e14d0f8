from django.urls import path

from roadmaps.cycle import views

urlpatterns = [
    path("cycle/", views.cycle_detail, name="cycle_detail"),
    path("cycle/stages/<int:pk>/mark/", views.cycle_mark, name="cycle_mark"),
    path("<int:pk>/correction/", views.correction_create, name="correction_create"),
    path("corrections/<int:pk>/", views.correction_update, name="correction_update"),
]
