package dev.dwp.conform.registry;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.in.ExplainJob;
import dev.dwp.application.port.in.ExplainRun;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.CronFired;
import dev.dwp.domain.channel.JobEventType;
import dev.dwp.domain.channel.RunEventType;
import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Method;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.job.Attempt;
import dev.dwp.domain.job.JobAction;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.scope.Scope;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.StepKind;
import dev.dwp.http.codec.Codecs;
import dev.dwp.http.codec.Format;
import dev.dwp.http.websocket.CloseCode;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The registry has the names that the server's code has, and no other but what it marks as not served")
class NamesOfTheCodeTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final String ID = "0".repeat(26);

    private final Registry registry = Registry.read(ROOT.resolve("conformance/registry.json"));

    NamesOfTheCodeTest() throws IOException {}

    @Test
    @DisplayName("PROTOCOL §5: methods, each with its scope")
    void methods() {
        assertEquals(
                names(Method.values(), method -> method.wireName() + " " + scope(method)),
                set(registry.methods().stream()
                        .filter(method -> served(method.level()))
                        .map(method -> method.name() + " " + method.scope())));
    }

    private static String scope(Method method) {
        return method.scope() == null ? "null" : method.scope().wireName();
    }

    @Test
    @DisplayName("PROTOCOL §4.2: scopes")
    void scopes() {
        assertEquals(
                names(Scope.values(), Scope::wireName),
                set(registry.scopes().stream()
                        .filter(scope -> served(scope.level()))
                        .map(Registry.ScopeKind::name)));
    }

    @Test
    @DisplayName("PROTOCOL §5, §6: states, outcomes, kinds of entries and reasons")
    void choices() {
        assertEquals(names(JobState.values(), JobState::wireName), choices("JobState"));
        assertEquals(names(RunState.values(), RunState::wireName), choices("RunState"));
        assertEquals(names(Attempt.Outcome.values(), Attempt.Outcome::wireName), choices("AttemptOutcome"));
        assertEquals(names(StepKind.values(), StepKind::wireName), choices("EntryKind"));
        assertEquals(names(EntryState.values(), EntryState::wireName), choices("EntryState"));
        assertEquals(names(ExplainJob.Code.values(), ExplainJob.Code::wireName), choices("JobReasonCode"));
        assertEquals(
                names(ExplainRun.RunReasonCode.values(), ExplainRun.RunReasonCode::wireName), choices("RunReasonCode"));
        assertEquals(names(Format.values(), format -> format.name().toLowerCase(Locale.ROOT)), choices("Format"));
    }

    private Set<String> choices(String type) {
        return set(registry.type(type).values().stream()
                .filter(choice -> choice.level() == null || served(choice.level()))
                .map(Registry.Choice::value));
    }

    @Test
    @DisplayName("PROTOCOL §7.2: events")
    void events() {
        CronFired fired = new CronFired("any", new JobId("job_" + ID), Tenant.NONE);
        Stream<String> known = Stream.of(
                        Arrays.stream(JobEventType.values()).map(JobEventType::wireName),
                        Arrays.stream(RunEventType.values()).map(RunEventType::wireName),
                        Stream.of(fired.type()))
                .flatMap(Function.identity());
        assertEquals(
                set(known),
                set(registry.events().stream()
                        .filter(event -> served(event.level()))
                        .map(Registry.EventKind::type)));
    }

    @Test
    @DisplayName("PROTOCOL §7.1: channels are taken, and those that are not served are refused")
    void channels() {
        for (Registry.ChannelKind channel : registry.channels()) {
            String name = channel.name()
                    .replace("<job_id>", "job_" + ID)
                    .replace("<run_id>", "run_" + ID)
                    .replace("<worker_id>", "wkr_" + ID)
                    .replace("<name>", "mail");
            if (served(channel.level())) {
                assertEquals(name, Channel.parse(name).text());
            } else {
                assertThrows(Refusal.class, () -> Channel.parse(name), name);
            }
        }
        assertEquals(
                Channel.class.getPermittedSubclasses().length,
                registry.channels().stream()
                        .filter(channel -> served(channel.level()))
                        .count());
    }

    @Test
    @DisplayName("PROTOCOL §8: error codes")
    void errors() {
        assertEquals(
                names(
                        ErrorCode.values(),
                        code -> code.number() + " " + code.name().toLowerCase(Locale.ROOT)),
                set(registry.errors().stream().map(error -> error.code() + " " + error.name())));
    }

    @Test
    @DisplayName("PROTOCOL §4.4: close codes that may travel")
    void closeCodes() {
        Stream<String> known = Arrays.stream(CloseCode.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == CloseCode.class)
                .filter(field -> !Set.of("NO_STATUS", "ABNORMAL").contains(field.getName()))
                .map(field -> field.getName().toLowerCase(Locale.ROOT));
        assertEquals(set(known), set(registry.closeCodes().stream().map(Registry.CloseKind::name)));
    }

    @Test
    @DisplayName("PROTOCOL §5: what a job's state may become")
    void transitions() {
        Set<String> allowed = set(Arrays.stream(JobState.values())
                .flatMap(from -> Arrays.stream(JobAction.values())
                        .flatMap(action -> action.from(from).stream())
                        .filter(to -> to != from)
                        .map(to -> from.wireName() + " " + to.wireName())));
        Set<String> told = set(registry.type("JobState").values().stream()
                .flatMap(state -> state.becomes().stream().map(next -> state.value() + " " + next)));
        assertEquals(allowed, told);
    }

    @Test
    @DisplayName("PROTOCOL §2: levels of nesting")
    void levels() {
        assertEquals(Codecs.MAX_DEPTH, limit("frame_levels"));
    }

    @Test
    @DisplayName("limits that can be set have the defaults of docs/operations.md, which the code is held to")
    void settings() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/operations.md"));
        for (Registry.Limit limit : registry.limits()) {
            if (limit.setting() != null) {
                String seconds = limit.value() % 1000 == 0 ? limit.value() / 1000 + "s" : "none";
                String row = "| `%s` | `".formatted(limit.setting());
                assertTrue(
                        page.contains(row + limit.value() + "` |") || page.contains(row + seconds + "` |"),
                        limit.name());
            }
        }
    }

    private long limit(String name) {
        return registry.limits().stream()
                .filter(limit -> limit.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static boolean served(String level) {
        return !level.equals("worker");
    }

    private static <T> Set<String> names(T[] values, Function<T, String> name) {
        return set(Arrays.stream(values).map(name));
    }

    private static Set<String> set(Stream<String> names) {
        return names.collect(toCollection(TreeSet::new));
    }
}
