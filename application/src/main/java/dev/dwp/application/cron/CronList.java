package dev.dwp.application.cron;

import dev.dwp.application.handler.CronDefinition;
import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.ListCrons;
import dev.dwp.application.port.out.CronState;
import dev.dwp.application.port.out.CronStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code cron.list}: the entries that are defined here and that the caller may see (PROTOCOL §4.3, §5). */
final class CronList implements ListCrons {
    private final List<CronEntry> entries;
    private final CronStore store;
    private final InstantSource clock;

    CronList(List<CronEntry> entries, CronStore store, InstantSource clock) {
        this.entries = entries;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public List<Entry> list(Caller caller) {
        Map<String, CronState> states =
                store.all().stream().collect(Collectors.toMap(CronState::name, Function.identity()));
        return entries.stream()
                .filter(entry -> caller.tenant().sees(entry.definition().tenant()))
                .map(entry -> view(entry, states.getOrDefault(entry.name(), entry.first(clock.instant()))))
                .toList();
    }

    private static Entry view(CronEntry entry, CronState state) {
        CronDefinition definition = entry.definition();
        return new Entry(
                entry.name(),
                state.schedule(),
                definition.jobName(),
                definition.queue(),
                state.nextRunAt(),
                state.lastRunAt());
    }
}
