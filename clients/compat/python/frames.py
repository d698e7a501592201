"""Frames, as programs of the existing SDK make and read them."""

from dispatch import Frame, FrameType, Method
from dispatch.client import Dispatch
from dispatch.frame import ErrorDetail

request = Frame(id="1", type=FrameType.REQUEST, method=Method.JOB_ENQUEUE, data={"name": "echo"})
members = request.to_dict()
assert members["type"] == "request" and members["method"] == "job.enqueue" and "channel" not in members
assert Frame.from_dict(members) == request
error = Frame(id="2", type=FrameType.ERROR, correl_id="1", error=ErrorDetail(code=404, message="not found"))
assert Frame.from_dict(error.to_dict()) == error and error.to_dict()["error"]["details"] == ""
event = Frame.from_dict({"id": "evt-1", "type": "event", "channel": "jobs", "data": {"job_id": "j"}, "ts": "12345"})
assert event.type == FrameType.EVENT and event.data["job_id"] == "j" and event.credits == 0
assert Frame().id == "" and Frame().ts and callable(Dispatch)
print("frames")
