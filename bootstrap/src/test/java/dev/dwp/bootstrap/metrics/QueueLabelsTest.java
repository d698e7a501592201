package dev.dwp.bootstrap.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.application.port.out.JobStore.QueueDepth;
import dev.dwp.domain.job.QueueName;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueueLabelsTest {
    private static final QueueName MAIL = new QueueName("mail");

    private final QueueLabels labels = QueueLabels.of(Set.of(MAIL));

    @Test
    void showsTheQueuesOfTheConfigurationAndTheDefault() {
        assertEquals("mail", labels.of(MAIL));
        assertEquals("default", labels.of(QueueName.DEFAULT));
        assertEquals("other", labels.of(new QueueName("shop-42")));
    }

    @Test
    void countsAllOthersTogetherHoweverManyClientsMakeUp() {
        Map<QueueName, QueueDepth> depths = new HashMap<>();
        depths.put(MAIL, new QueueDepth(5, 1));
        for (int i = 0; i < 1000; i++) {
            depths.put(new QueueName("shop-" + i), new QueueDepth(2, 1));
        }
        assertEquals(
                Map.of(
                        "default", new QueueDepth(0, 0),
                        "mail", new QueueDepth(5, 1),
                        "other", new QueueDepth(2000, 1000)),
                labels.sum(depths));
    }

    @Test
    void addsAQueueThatIsCalledOtherToTheOthers() {
        QueueLabels ambiguous = QueueLabels.of(Set.of(new QueueName("other")));
        Map<QueueName, QueueDepth> depths =
                Map.of(new QueueName("other"), new QueueDepth(1, 0), MAIL, new QueueDepth(1, 0));
        assertEquals(new QueueDepth(2, 0), ambiguous.sum(depths).get("other"));
    }
}
