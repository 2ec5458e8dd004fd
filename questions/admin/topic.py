from django import forms
from django.contrib import admin
from django.db import models

from questions.admin.base import ModelAdmin
from questions.models import Topic


@admin.register(Topic)
class TopicAdmin(ModelAdmin):
    """The shelves, and which experts know each of them. One with questions cannot be deleted."""

    list_display = ("name", "slug", "position")
    list_editable = ("position",)
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
