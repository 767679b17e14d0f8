app_name = "bank"
urlpatterns = []
