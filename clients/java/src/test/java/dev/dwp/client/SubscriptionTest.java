package dev.dwp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.client.SubscribeOptions.Gaps;
import dev.dwp.client.error.BadRequestException;
import dev.dwp.client.error.ConnectionLostException;
import dev.dwp.client.error.CursorExpiredException;
import dev.dwp.client.error.ForbiddenException;
import dev.dwp.client.error.NotFoundException;
import dev.dwp.client.model.Event;
import dev.dwp.client.model.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels over each transport (PROTOCOL §7). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubscriptionTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private DwpClient client(String scheme) {
        return DwpClient.builder(server.uri(scheme))
                .token(TestServer.TOKEN)
                .timeout(PATIENCE)
                .connect();
    }

    /** The next event that takes part, with a generous deadline. */
    private static Event next(Subscription events) {
        Optional<Event> event = events.next(PATIENCE);
        return event.orElseThrow(() -> new AssertionError("No event came."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void givesEventsFromItsBeginOn(String scheme) {
        try (DwpClient client = client(scheme)) {
            String queue = TestServer.unique("q");
            client.await(
                    client.enqueue(JobRequest.of("echo", 0).withQueue(queue)).jobId(), PATIENCE);
            try (Subscription events = client.subscribe("queue:" + queue)) {
                String id = client.enqueue(JobRequest.of("echo", 1).withQueue(queue))
                        .jobId();
                List<String> types = new ArrayList<>();
                Event last;
                do {
                    last = next(events);
                    types.add(last.type());
                    assertEquals(id, last.jobId());
                    assertEquals("queue:" + queue, last.channel());
                } while (!last.isFinal());
                assertEquals(List.of("job.enqueued", "job.started", "job.completed"), types);
                assertEquals(last.cursor(), events.cursor());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void goesOnAfterACursor(String scheme) {
        try (DwpClient client = client(scheme)) {
            String id = client.enqueue("echo", 1).jobId();
            client.await(id, PATIENCE);
            String first;
            try (Subscription events = client.subscribe("job:" + id, SubscribeOptions.fromOldest())) {
                Event event = next(events);
                assertEquals("job.enqueued", event.type());
                first = events.cursor();
                assertEquals(event.cursor(), first);
            }
            try (Subscription events =
                    client.subscribe("job:" + id, SubscribeOptions.fromNow().withAfter(first))) {
                assertEquals("job.started", next(events).type());
                assertEquals("job.completed", next(events).type());
                assertFalse(events.ended());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void servesTwoSubscriptionsOfOneChannel(String scheme) {
        try (DwpClient client = client(scheme)) {
            String queue = TestServer.unique("q");
            try (Subscription two = client.subscribe("queue:" + queue)) {
                try (Subscription one = client.subscribe("queue:" + queue)) {
                    String id = client.enqueue(JobRequest.of("echo", 1).withQueue(queue))
                            .jobId();
                    assertEquals(id, next(one).jobId());
                    assertEquals(id, next(two).jobId());
                }
                assertEquals("job.started", next(two).type());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void watchesAJobUpToItsEnd(String scheme) {
        try (DwpClient client = client(scheme)) {
            String id = client.enqueue("count", Map.of("to", 3)).jobId();
            try (Watch watch = client.watch(id)) {
                Event last = null;
                for (Event event : watch) {
                    last = event;
                }
                Outcome outcome = watch.outcome();
                assertEquals(id, outcome.id());
                assertTrue(outcome.succeeded());
                assertTrue(last == null || last.isFinal(), "It ends with the final event, or had ended before.");
            }
            try (Watch watch = client.watch(id)) {
                assertTrue(watch.outcome().ended());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void watchesWhatItEnqueuesOrStartsFromItsFirstEvent(String scheme) {
        try (DwpClient client = client(scheme)) {
            for (int i = 0; i < 20; i++) {
                try (Watch watch = client.enqueueAndWatch(JobRequest.of("echo", i))) {
                    assertEquals(List.of("job.enqueued", "job.started", "job.completed"), types(watch));
                    assertEquals(watch.id(), watch.outcome().id());
                }
            }
            try (Watch watch = client.startAndWatch(RunRequest.of("nap", Map.of("ms", 1)))) {
                List<String> types = types(watch);
                assertEquals("workflow.started", types.getFirst());
                assertEquals("workflow.completed", types.getLast());
                assertTrue(watch.outcome().succeeded());
            }
        }
    }

    private static List<String> types(Watch watch) {
        List<String> types = new ArrayList<>();
        watch.forEach(event -> types.add(event.type()));
        return types;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void watchesWhatAKeyNames(String scheme) {
        try (DwpClient client = client(scheme)) {
            JobRequest later =
                    JobRequest.of("echo", 1).withKey(TestServer.unique("key")).withDelay(Duration.ofHours(1));
            String id = client.enqueue(later).jobId();
            try (Watch watch = client.enqueueAndWatch(later)) {
                assertEquals(id, watch.id());
                client.cancel(id);
                assertEquals("job.cancelled", types(watch).getLast());
            }
            try (Watch watch = client.enqueueAndWatch(later)) {
                assertTrue(watch.outcome().ended());
            }
        }
    }

    /** A session has a channel once: the server puts what is watched in the place of the subscription. */
    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void watchesWhatIsSubscribedToAlreadyAndTheSubscriptionMissesNothing(String scheme) {
        try (DwpClient client = client(scheme)) {
            JobRequest counting = JobRequest.of("count", Map.of("to", 50)).withKey(TestServer.unique("key"));
            String id = client.enqueue(counting).jobId();
            try (Subscription events = client.subscribe(
                            "job:" + id, SubscribeOptions.fromOldest().withBuffer(2));
                    Subscription control = client.subscribe("job:" + id, SubscribeOptions.fromOldest())) {
                assertEquals("job.enqueued", next(events).type());
                try (Watch watch = client.enqueueAndWatch(counting)) {
                    assertTrue(watch.outcome().succeeded());
                }
                assertTrue(events.waiting() <= 2, "Events wait here: " + events.waiting());
                next(control);
                Event event;
                do {
                    event = next(events);
                    assertEquals(next(control).cursor(), event.cursor());
                } while (!event.isFinal());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void watchesARunThatFails(String scheme) {
        try (DwpClient client = client(scheme)) {
            String id = client.start("booking-saga", Map.of("trip_id", "t", "fail_at", "reserve-car"))
                    .runId();
            try (Watch watch = client.watch(id)) {
                Outcome outcome = watch.outcome();
                assertFalse(outcome.succeeded());
                assertNotNull(outcome.failure());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void refusesWhatIsNoChannel(String scheme) {
        try (DwpClient client = client(scheme)) {
            assertThrows(BadRequestException.class, () -> client.subscribe("nonsense"));
            assertThrows(NotFoundException.class, () -> client.subscribe("job:job_01kg9smf18epyarc27yz5s3khq"));
            assertThrows(NotFoundException.class, () -> client.watch("job_01kg9smf18epyarc27yz5s3khq"));
            assertThrows(IllegalArgumentException.class, () -> client.watch("nonsense"));
        }
    }

    @ParameterizedTest
    @CsvSource({"ws, FAIL", "ws, REPORT", "http, FAIL", "http, REPORT"})
    void showsThatEventsAreMissing(String scheme, Gaps gaps) {
        try (TestServer forgetful = TestServer.start(Map.of("events.retain", "10"));
                DwpClient client = DwpClient.builder(forgetful.uri(scheme))
                        .token(TestServer.TOKEN)
                        .connect()) {
            String first = Forgetting.until(client);
            SubscribeOptions options =
                    SubscribeOptions.fromNow().withAfter(first).withGaps(gaps);
            if (gaps == Gaps.FAIL) {
                CursorExpiredException expired =
                        assertThrows(CursorExpiredException.class, () -> client.subscribe("jobs", options));
                assertNotNull(expired.oldestCursor());
            } else {
                try (Subscription events = client.subscribe("jobs", options)) {
                    Event.Gap gap = next(events).gap();
                    assertNotNull(gap);
                    assertEquals(first, gap.after());
                    Event event = next(events);
                    assertTrue(Forgetting.number(event.cursor()) > Forgetting.number(gap.until()));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void endsWhatAClosedClientHasSubscribedTo(String scheme) {
        DwpClient client = client(scheme);
        Subscription events = client.subscribe("jobs");
        client.close();
        assertThrows(ConnectionLostException.class, events::next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void needsItsScope(String scheme) {
        try (DwpClient client = DwpClient.connect(server.uri(scheme), "job-token")) {
            assertThrows(ForbiddenException.class, () -> client.subscribe("jobs"));
        }
    }
}
