package dev.dwp.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lives of all jobs and runs as events tell of them, and what must hold of every one. */
final class Lives {
    /** The life of a job, a letter for each event. */
    private static final Map<String, String> LETTERS = Map.of(
            "job.enqueued", "e",
            "job.started", "s",
            "job.progress", "p",
            "job.retrying", "r",
            "job.completed", "c",
            "job.failed", "f",
            "job.dlq", "d",
            "job.cancelled", "x");

    /** Any number of attempts that failed or were lost; then one that counts, or a cancel at any time. */
    private static final Pattern LIFE_SO_FAR = Pattern.compile("e(sp*r)*(sp*(c|fd?)?|(sp*)?x)?");

    /** How exactly the clocks of processes are compared. */
    private static final Duration MEASURED = Duration.ofMillis(100);

    /** What a process had made up its mind to begin when it was stopped, it begins soon after it goes on. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Duration lease;
    private final List<Standstill> standstills;
    private final Map<String, List<Told>> jobs;
    private final Map<String, List<Told>> runs;

    Lives(Collection<Told> events, Duration lease, List<Standstill> standstills) {
        this.lease = lease;
        this.standstills = standstills;
        jobs = lives(events, "job.");
        runs = lives(events, "workflow.");
    }

    private static Map<String, List<Told>> lives(Collection<Told> events, String kind) {
        return events.stream().filter(event -> event.type().startsWith(kind)).collect(Collectors.groupingBy(Told::id));
    }

    /** The event with which each job and run ended. */
    Map<String, String> ends() {
        return Stream.concat(jobs.values().stream(), runs.values().stream())
                .map(List::getLast)
                .collect(Collectors.toMap(Told::id, Told::type));
    }

    /** Everything that is wrong, a sentence each. */
    List<String> faults(List<Journal.Entry> journal) {
        List<String> faults = new ArrayList<>();
        jobs.values().forEach(life -> checkJob(life, faults));
        runs.values().forEach(life -> checkRun(life, faults));
        Map<String, List<Journal.Entry>> really =
                journal.stream().collect(Collectors.groupingBy(entry -> entry.id() + " " + entry.step()));
        really.values().forEach(entries -> checkReally(entries, faults));
        return faults;
    }

    private static void checkJob(List<Told> life, List<String> faults) {
        String letters = life.stream()
                .map(event -> LETTERS.getOrDefault(event.type(), "?"))
                .collect(Collectors.joining());
        if (!LIFE_SO_FAR.matcher(letters).matches()) {
            faults.add("%s lived %s".formatted(life.getFirst().id(), letters));
        }
        List<Integer> attempts = life.stream()
                .filter(event -> event.type().equals("job.started"))
                .map(Told::attempt)
                .toList();
        if (!attempts.equals(
                Stream.iterate(1, n -> n + 1).limit(attempts.size()).toList())) {
            faults.add("%s had the attempts %s".formatted(life.getFirst().id(), attempts));
        }
    }

    private static void checkRun(List<Told> life, List<String> faults) {
        Map<String, Long> completed = life.stream()
                .filter(event -> event.type().equals("workflow.step_completed"))
                .collect(Collectors.groupingBy(Told::step, Collectors.counting()));
        completed.forEach((step, times) -> {
            if (times > 1) {
                faults.add("%s completed %s %d times".formatted(life.getFirst().id(), step, times));
            }
        });
        if (life.stream().limit(life.size() - 1).anyMatch(Told::last)) {
            faults.add("%s lived %s".formatted(life.getFirst().id(), life));
        }
    }

    /**
     * What was really done of one job or step: each attempt at a job once, and nothing after the attempt that completed it. An
     * attempt at a step that was under way when its lease ran out may be made again (PROTOCOL §6).
     */
    private void checkReally(List<Journal.Entry> entries, List<String> faults) {
        List<Journal.Entry> inTime =
                entries.stream().sorted(Comparator.comparing(Journal.Entry::at)).toList();
        TreeMap<Integer, Journal.Entry> begun = new TreeMap<>();
        TreeMap<Integer, Journal.Entry> first = new TreeMap<>();
        for (Journal.Entry entry : inTime) {
            first.putIfAbsent(entry.attempt(), entry);
            Journal.Entry before = begun.put(entry.attempt(), entry);
            if (before != null && !mayFollow(before, entry)) {
                faults.add("Begun twice: " + inTime);
            }
        }
        Journal.Entry last = null;
        for (Journal.Entry entry : inTime) {
            if (last != null && overlap(last, entry)) {
                faults.add("Begun before the last attempt had ended: " + inTime);
            }
            last = entry;
        }
        Instant lastBeginning = first.lastEntry().getValue().at();
        completion(inTime.getFirst())
                .filter(end -> end.at().plus(MEASURED).isBefore(lastBeginning))
                .ifPresent(end -> faults.add("Done again after %s: %s".formatted(end, inTime)));
    }

    /** The next attempt waits for the end of the last, unless the worker of that was lost (PROTOCOL §9.4). */
    private boolean overlap(Journal.Entry last, Journal.Entry next) {
        Instant end = last.end();
        return end != null
                && next.at().isBefore(end)
                && next.attempt() > last.attempt()
                && !begunLate(last)
                && !(last.ofJob() && workerLost(last));
    }

    private boolean workerLost(Journal.Entry attempt) {
        return jobs.getOrDefault(attempt.id(), List.of()).stream()
                .filter(event -> event.type().equals("job.retrying") && event.attempt() == attempt.attempt())
                .anyMatch(event -> event.error().contains(" was lost: "));
    }

    /** A step begins with at least half of its lease left: nobody else has it before that is over. */
    private boolean mayFollow(Journal.Entry before, Journal.Entry again) {
        boolean leaseMayBeOver =
                before.at().plus(lease.dividedBy(2)).minus(MEASURED).isBefore(again.at());
        return !again.ofJob() && (!before.process().equals(again.process()) || leaseMayBeOver || begunLate(before));
    }

    /** Its process was stopped after it had looked at the lease: the one thing that no look can exclude. */
    private boolean begunLate(Journal.Entry entry) {
        return standstills.stream()
                .filter(standstill -> standstill.process().equals(entry.process()))
                .map(standstill -> Duration.between(standstill.end(), entry.at()))
                .anyMatch(since -> since.abs().compareTo(SOON) < 0);
    }

    private Optional<Told> completion(Journal.Entry entry) {
        Stream<Told> life = (entry.ofJob() ? jobs : runs).getOrDefault(entry.id(), List.of()).stream();
        return life.filter(event -> entry.ofJob()
                        ? event.type().equals("job.completed")
                        : event.type().equals("workflow.step_completed")
                                && event.step().equals(entry.step()))
                .findFirst();
    }
}
