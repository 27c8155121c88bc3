"""Template tags for words in several languages and for facts of offers."""

from django import template

register = template.Library()
