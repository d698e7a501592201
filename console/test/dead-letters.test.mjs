import assert from "node:assert/strict";
import { test } from "node:test";
import { grouped, normalised } from "../src/core/dead-letters.js";

test("Errors that differ in ids, numbers, times and quoted values alone are of one kind", () => {
  const same = [
    ["Timeout after 3012 ms for order 'ORD-1'", "Timeout after 17 ms for order 'ORD-22'"],
    ["No run run_01kg9smgzrf9qa3v1c97p1tzd0", "No run run_01kg9smhz0e1v9vk62yvbj23fz"],
    ["connect 10.0.0.1:5432 refused at 2026-01-31T10:30:00.123Z", "connect 10.11.2.3:5433 refused at 2026-02-01T00:00:00Z"],
    ["user 550e8400-e29b-41d4-a716-446655440000 unknown", "user 550e8400-e29b-41d4-a716-446655440001 unknown"],
    ['bad value "a"\n  at Foo.java:12', 'bad value "b"\n  at Bar.java:99'],
    ["java.lang.Object@6f1fba17 is closed", "java.lang.Object@1b6d3586 is closed"],
    ["mail to ann@example.com bounced", "mail to bob@example.org bounced"],
  ];
  for (const [left, right] of same) assert.equal(normalised(left), normalised(right));
  assert.notEqual(normalised("No route to host"), normalised("Connection refused"));
  assert.equal(normalised(undefined), "(no message)");
  assert.equal(normalised("Failing on purpose."), "Failing on purpose.");
});

test("Groups are of one name and one kind of error, the largest first", () => {
  const letter = (id, name, last_error, second, queue = "default") => ({ id, name, queue, last_error, completed_at: `2026-01-31T10:00:0${second}Z`, updated_at: "" });
  const groups = grouped([letter("1", "mail", "code 500", 3), letter("2", "echo", "code 500", 4), letter("3", "mail", "code 503", 1, "slow"), letter("4", "mail", "refused", 2)]);
  assert.deepEqual(groups.map((group) => [group.name, group.pattern, group.letters.length]), [["mail", "code <n>", 2], ["echo", "code <n>", 1], ["mail", "refused", 1]]);
  assert.deepEqual([groups[0].first, groups[0].last, groups[0].queues, groups[0].example], ["2026-01-31T10:00:01Z", "2026-01-31T10:00:03Z", ["default", "slow"], "code 500"]);
});
