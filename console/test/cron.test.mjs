import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inWords, nextFirings, parseSchedule } from "../src/core/cron.js";

const vectors = JSON.parse(readFileSync(new URL("cron-vectors.json", import.meta.url), "utf8"));

test("A schedule fires next when the server says, in every zone and across changes of clocks", () => {
  assert.ok(vectors.length > 500);
  for (const { schedule, after, next } of vectors) {
    const found = nextFirings(parseSchedule(schedule), Date.parse(after), 5).map((at) => new Date(at).toISOString().replace(".000Z", "Z"));
    assert.deepEqual(found, next, `${schedule} after ${after}`);
  }
});

test("What the server takes for no schedule is none", () => {
  const wrong = ["* * * *", "60 * * * *", "0 24 * * *", "0 0 0 * *", "0 0 * 13 *", "0 0 * * 8", "0 0 * * FRI-MON", "5-1 * * * *", "0 0 ? * *", "@never",
    "a * * * *", "1,,2 * * * *", "*/0 * * * *", "CRON_TZ=Moon/Base 0 0 * * *", "CRON_TZ=UTC"];
  for (const text of wrong) assert.throws(() => parseSchedule(text), /^Error: /, text);
});

test("Days that no month has never come, and that is found out at once", () => {
  assert.deepEqual(nextFirings(parseSchedule("0 0 30 2 *"), 0, 5), []);
});

test("Schedules are told in words", () => {
  const words = {
    "0 2 * * *": "At 02:00, every day",
    "*/15 * * * *": "Every 15 minutes",
    "* * * * *": "Every minute",
    "@hourly": "Every hour",
    "0 */6 * * *": "Every 6 hours",
    "30 8,17 * * MON-FRI": "At 08:30 and 17:30, on Monday to Friday",
    "0 0 1 * *": "At 00:00, on day 1 of the month",
    "0 0 1 1 *": "At 00:00, on day 1 of the month, in January",
    "0 9-17 * * 1-5": "On the hour, from 09:00 to 17:00, on Monday to Friday",
    "*/10 9-17 * * *": "Every 10 minutes, from 09:00 to 17:59",
    "0 0 13 * 5": "At 00:00, on day 13 of the month and on Friday",
    "5 * * * *": "At 5 minutes past the hour",
    "0 3 * 3,10 0": "At 03:00, on Sunday, in March and October",
    "0 12 * * SUN-TUE": "At 12:00, on Monday and Tuesday and Sunday",
    "@weekly": "At 00:00, on Sunday",
  };
  for (const [text, wanted] of Object.entries(words)) assert.equal(inWords(parseSchedule(text)), wanted, text);
});
