"""Reads an answer of the site as a browser would: elements, words, forms."""

import html5lib


class Page:
    """The parsed HTML of a response."""

    def __init__(self, response):
        assert response["Content-Type"].startswith("text/html")
        self.response = response
        self.html = response.content.decode()
        self.root = html5lib.parse(self.html, namespaceHTMLElements=False)

    def all(self, tag="*", class_="", **attributes):
        """Elements by tag, by one of their classes and by attributes."""
        return [
            element
            for element in self.root.iter(None if tag == "*" else tag)
            if isinstance(element.tag, str)
            and (not class_ or class_ in element.get("class", "").split())
            and all(element.get(name) == value for name, value in attributes.items())
        ]

    def one(self, tag="*", class_="", **attributes):
        (found,) = self.all(tag, class_, **attributes)
        return found

    @property
    def title(self):
        return words(self.one("title"))

    @property
    def text(self):
        return words(self.one("body"))

    @property
    def errors(self):
        """The lines of the summary above a form that came back."""
        return [words(line) for box in self.all(class_="error-summary") for line in box.iter("li")]

    def value(self, name):
        """What stands in a form's field."""
        for tag in ("input", "textarea", "select"):
            for field in self.all(tag, name=name):
                if tag == "textarea":
                    return (field.text or "").removeprefix("\n")
                if tag == "select":
                    chosen = [o for o in field.iter("option") if "selected" in o.attrib]
                    return chosen[0].get("value") if chosen else ""
                if field.get("type") not in {"radio", "checkbox"} or "checked" in field.attrib:
                    return field.get("value", "on" if "checked" in field.attrib else "")
        return None

    def comments(self):
        """The ids of the comments shown, in order; tombstones carry no text and are left out."""
        return [
            int(element.get("id").removeprefix("comment-"))
            for element in self.all("article", "comment")
            if bodies_of(element)
        ]


def words(element):
    return " ".join("".join(element.itertext()).split())


def bodies_of(comment):
    """A comment's own text, without the ones of its replies."""
    found, stack = [], list(comment)
    while stack:
        element = stack.pop(0)
        classes = element.get("class", "").split()
        if "comment-body" in classes:
            found.append(element)
        elif "comment" not in classes:
            stack = list(element) + stack
    return found
