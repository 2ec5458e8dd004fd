"""Every form: cleans and converts; what depends on the page comes as an argument."""

from questions.forms.ask import AskForm, DetailForm
from questions.forms.comment import CommentForm, EditCommentForm, ReportForm
from questions.forms.fields import EmailField, OneLineField, TextField, WebsiteField
from questions.forms.guest import EXPIRED, GuestForm
from questions.forms.moderation import AcceptForm, DeclineForm, QueueFilterForm

__all__ = [
    "EXPIRED",
    "AcceptForm",
    "AskForm",
    "CommentForm",
    "DeclineForm",
    "DetailForm",
    "EditCommentForm",
    "EmailField",
    "GuestForm",
    "OneLineField",
    "QueueFilterForm",
    "ReportForm",
    "TextField",
    "WebsiteField",
]
