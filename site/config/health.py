from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from directory.models import OutboxEntry
from search.engines import engine_answers

LATE_SECONDS = 300


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """For probes: database, engine, age of the oldest waiting change in seconds. 503 when something is wrong."""
    state: dict[str, object] = {"database": True, "engine": engine_answers(), "outbox_seconds": 0}
    try:
        oldest = OutboxEntry.objects.order_by("pk").values_list("created", flat=True).first()
        state["outbox_seconds"] = int((timezone.now() - oldest).total_seconds()) if oldest else 0
    except DatabaseError:
        state["database"] = False
    good = state["database"] and state["engine"] and int(str(state["outbox_seconds"])) < LATE_SECONDS
    return JsonResponse(state | {"ok": bool(good)}, status=200 if good else 503, headers={"Cache-Control": "no-store"})
