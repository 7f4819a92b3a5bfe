"""`dataclass`, `replace` and `NamedTuple` as the standard library has them, for less time at start.

The library's own write each class's methods as source text and compile it: about a quarter of what
a run of three gates took.  Type checkers see the originals; the tests hold these against them.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import dataclass, replace
    from typing import NamedTuple

__all__ = ["NamedTuple", "dataclass", "replace"]

if not TYPE_CHECKING:
    try:
        from _collections import _tuplegetter as _place  # what the library's own use
    except ImportError:
        from operator import itemgetter

        def _place(at, doc):
            return property(itemgetter(at), doc=doc)

    def _complete(cls, values, named):
        """The value of each field, by place, by name or by default."""
        fields, given = cls._fields, dict(zip(cls._fields, values, strict=False))
        if len(values) > len(fields):
            raise TypeError(f"{cls.__name__}() takes {len(fields)} values, got {len(values)}")
        for name, value in named.items():
            if name not in fields or name in given:
                raise TypeError(f"{cls.__name__}() got an unexpected or second `{name}`")
            given[name] = value
        whole = cls._field_defaults | given
        missing = [name for name in fields if name not in whole]
        if missing:
            raise TypeError(f"{cls.__name__}() lacks {', '.join(missing)}")
        return tuple(whole[name] for name in fields)

    def _shown(self, values):
        pairs = zip(self._fields, values, strict=True)
        shown = ", ".join([f"{name}={value!r}" for name, value in pairs])
        return f"{type(self).__qualname__}({shown})"

    # ------------------------------------------------------------------ tuples with names

    class _Naming(type):
        """Turns the annotations of a class into names for the places of a tuple."""

        def __new__(cls, name, bases, body):
            fields = tuple(body.get("__annotations__", ()))
            body["_field_defaults"] = {each: body.pop(each) for each in fields if each in body}
            body.update((each, _place(at, f"Field {at}")) for at, each in enumerate(fields))
            body.update(__slots__=(), _fields=fields, __match_args__=fields)
            return super().__new__(cls, name, bases, body)

    class NamedTuple(tuple, metaclass=_Naming):
        def __new__(cls, *values, **named):
            if named or len(values) != len(cls._fields):
                values = _complete(cls, values, named)
            return tuple.__new__(cls, values)

        def _replace(self, **changes):
            return type(self)(**dict(zip(self._fields, self, strict=True)) | changes)

        def __getnewargs__(self):
            return tuple(self)

        def __repr__(self):
            return _shown(self, self)

    # ------------------------------------------------------------------ records

    def dataclass(cls=None, *, frozen=False, slots=False, eq=True):
        """Of the standard decorator: `frozen`, `slots`, `eq`, defaults, inherited fields."""
        if cls is None:
            return lambda cls: dataclass(cls, frozen=frozen, slots=slots, eq=eq)
        body = dict(vars(cls))
        own = tuple(body.get("__annotations__", ()))
        for name in ("__dict__", "__weakref__"):  # belong to the class that is replaced
            body.pop(name, None)
        defaults = dict(getattr(cls, "_field_defaults", {}))
        defaults |= {name: body.pop(name) if slots else body[name] for name in own if name in body}
        inherited = getattr(cls, "_fields", ())
        fields = (*inherited, *(name for name in own if name not in inherited))
        body.update(_fields=fields, _field_defaults=defaults, __match_args__=fields)
        body.update(__init__=_init, __repr__=_repr, __reduce__=_reduce)
        if slots:
            body["__slots__"] = tuple(name for name in own if name not in inherited)
        if eq:
            body.update(__eq__=_eq, __hash__=_hash if frozen else None)
        if frozen:
            body.update(__setattr__=_refuse, __delattr__=_refuse)
        return type(cls)(cls.__name__, cls.__bases__, body)

    def replace(record, /, **changes):
        """The same record with other values."""
        whole = {name: getattr(record, name) for name in record._fields}
        return type(record)(**whole | changes)

    _set = object.__setattr__

    def _init(self, *values, **named):
        fields = self._fields
        if named or len(values) != len(fields):
            values = _complete(type(self), values, named)
        for name, value in zip(fields, values, strict=True):
            _set(self, name, value)

    def _values(self):
        return tuple([getattr(self, name) for name in self._fields])

    def _repr(self):
        return _shown(self, _values(self))

    def _reduce(self):
        return type(self), _values(self)

    def _eq(self, other):
        return _values(self) == _values(other) if type(other) is type(self) else NotImplemented

    def _hash(self):
        return hash(_values(self))

    def _refuse(self, name, *value):
        raise AttributeError(f"cannot change `{name}`: a {type(self).__name__} stays as it is")
