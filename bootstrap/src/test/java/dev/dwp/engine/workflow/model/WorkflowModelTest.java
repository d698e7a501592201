package dev.dwp.engine.workflow.model;

import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.engine.workflow.Flows;
import dev.dwp.http.codec.JsonFormat;
import dev.dwp.persistence.jdbc.JdbcStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

class WorkflowModelTest {
    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    @Label("PROTOCOL §6: whatever a workflow is made of, it comes to what its code says, on the first worker")
    void comesToWhatItsCodeSays(@ForAll("plans") Node plan, @ForAll("quiet") List<Integer> script) {
        lives(plan, script);
    }

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    @Label("PROTOCOL §6: … and whenever workers die")
    void comesToTheSameWhenWorkersDie(@ForAll("plans") Node plan, @ForAll("deadly") List<Integer> script) {
        lives(plan, script);
    }

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    @Label("PROTOCOL §5, §6: … and is rolled back whenever someone cancels it, be it while workers die")
    void isRolledBackWhenCancelled(@ForAll("plans") Node plan, @ForAll("wild") List<Integer> script) {
        lives(plan, script);
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    @Label("PROTOCOL §5, §6: … and all of that on disk, too")
    void livesOnDiskToo(@ForAll("plans") Node plan, @ForAll("wild") List<Integer> script) throws IOException {
        Path folder = Files.createTempDirectory("dwp-model");
        try {
            lives(
                    plan,
                    script,
                    new Flows(clock -> JdbcStores.sqlite(
                            folder.resolve("dwp.db"), new JsonFormat(), clock, new SupervisedThreads())));
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void lives(Node plan, List<Integer> script) {
        lives(plan, script, new Flows());
    }

    private static void lives(Node plan, List<Integer> script, Flows flows) {
        try (Life life = new Life(plan, flows)) {
            life.live(script);
            new Verification(life).everything(plan);
        }
    }

    @Provide
    Arbitrary<Node> plans() {
        return Plans.plans();
    }

    @Provide
    Arbitrary<List<Integer>> quiet() {
        return Arbitraries.of(0, 1, 2, 3, 6, 8)
                .list()
                .ofMinSize(1)
                .ofMaxSize(10)
                .map(WorkflowModelTest::thatGoesOn);
    }

    @Provide
    Arbitrary<List<Integer>> deadly() {
        return Arbitraries.of(0, 1, 2, 3, 4, 4, 5, 6, 8).list().ofMaxSize(20).map(WorkflowModelTest::thatGoesOn);
    }

    @Provide
    Arbitrary<List<Integer>> wild() {
        return Arbitraries.of(0, 1, 2, 3, 4, 4, 5, 6, 7, 7, 8)
                .list()
                .ofMaxSize(20)
                .map(WorkflowModelTest::thatGoesOn);
    }

    /** Time passes and events come in the end, whatever else does. */
    private static List<Integer> thatGoesOn(List<Integer> script) {
        return Stream.concat(script.stream(), Stream.of(0, 0, 0)).toList();
    }
}
