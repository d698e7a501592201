package dev.dwp.bootstrap.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.dwp.application.handler.Workflow;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A trip that is booked as a whole or not at all: what was reserved before a failure is cancelled in reverse. */
final class BookingSaga {
    private static final List<String> PARTS = List.of("hotel", "flight", "car");

    private BookingSaga() {}

    record Trip(
            @JsonProperty("trip_id") String tripId,
            @JsonProperty("fail_at") @Nullable String failAt,
            @JsonProperty("delay_ms") @Nullable Long delayMs) {
        Trip {
            if (failAt != null && PARTS.stream().map(BookingSaga::stepOf).noneMatch(failAt::equals)) {
                throw Refusal.badRequest("'fail_at' names no step; use reserve-hotel, reserve-flight or reserve-car.");
            }
        }

        long delay() {
            return delayMs == null ? 0 : delayMs;
        }
    }

    static Value run(Workflow workflow, Trip trip) {
        for (String part : PARTS) {
            String step = stepOf(part);
            workflow.step(step, () -> reserve(trip, step));
            workflow.compensate("cancel-" + part, () -> workflow.logger().info("Cancelling the {}.", part));
        }
        return Value.struct().put("trip_id", trip.tripId()).put("booked", true).build();
    }

    private static String stepOf(String part) {
        return "reserve-" + part;
    }

    private static void reserve(Trip trip, String step) throws InterruptedException {
        Thread.sleep(trip.delay());
        if (step.equals(trip.failAt())) {
            throw new IllegalStateException("%s fails as asked.".formatted(step));
        }
    }
}
