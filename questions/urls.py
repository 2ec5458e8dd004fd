"""Routes, by noun. The addresses are the contract's."""

from django.urls import path

from questions.feeds import QuestionFeed, SiteFeed, TopicFeed
from questions.views import ask, browse, comment, editor, follow, mine
from questions.views.moderation import comments, history, letters

app_name = "questions"

urlpatterns = [
    path("", browse.home, name="home"),
    path("questions/", browse.question_list, name="questions"),
    path("questions/<int:pk>/", browse.question, name="question_by_id"),
    path("questions/<int:pk>/feed/", QuestionFeed(), name="question_feed"),
    path("questions/<int:pk>/comments/", comment.post, name="comments"),
    path("questions/<int:pk>/<str:slug>/", browse.question, name="question"),
    path("topics/", browse.topics, name="topics"),
    path("topics/<slug:slug>/", browse.topic, name="topic"),
    path("topics/<slug:slug>/feed/", TopicFeed(), name="topic_feed"),
    path("experts/", browse.experts, name="experts"),
    path("experts/<slug:slug>/", browse.expert, name="expert"),
    path("search/", browse.search, name="search"),
    path("feed/", SiteFeed(), name="feed"),
    path("help/", browse.help_page, name="help"),
    # Asking
    path("ask/", ask.ask, name="ask"),
    path("ask/similar/", ask.similar, name="similar"),
    path("ask/<slug:token>/", ask.asked, name="asked"),
    path("ask/<slug:token>/detail/", ask.add_detail, name="add_detail"),
    path("ask/<slug:token>/withdraw/", ask.withdraw, name="withdraw"),
    path("ask/<slug:token>/stop/", follow.stop_asker_mail, name="stop_asker_mail"),
    path("preview/", editor.preview, name="preview"),
    # Comments
    path("comments/<int:pk>/", comment.permalink, name="comment"),
    path("comments/<int:pk>/edit/", comment.edit, name="edit_comment"),
    path("comments/<int:pk>/delete/", comment.take_back, name="delete_comment"),
    path("comments/<int:pk>/report/", comment.report, name="report"),
    path("follow/<slug:token>/", follow.follow, name="follow"),
    path("follow/<slug:token>/stop/", follow.unfollow, name="unfollow"),
    # A person's own; the rest of /accounts/ is allauth's and the people's app's
    path("accounts/questions/", mine.questions, name="my_questions"),
    path("accounts/comments/", mine.comments, name="my_comments"),
    path("accounts/subscriptions/", mine.subscriptions, name="my_subscriptions"),
    path("accounts/subscriptions/<int:pk>/", mine.change_subscription, name="my_subscription"),
    path("accounts/data/", mine.data, name="my_data"),
    path("accounts/data/my-data.json", mine.download, name="my_data_file"),
    # Moderators
    path("moderation/", comments.queue, name="moderation"),
    path("moderation/comments/<int:pk>/", comments.decide, name="decide"),
    path("moderation/comments/", comments.decide_many, name="decide_many"),
    path("moderation/decisions/", history.decisions, name="decisions"),
    path("moderation/undo/", history.undo, name="undo"),
    path("moderation/questions/", letters.questions, name="moderate_questions"),
    path("moderation/questions/<int:pk>/", letters.question, name="moderate_question"),
    path("moderation/reports/", comments.reports, name="reports"),
]
