package dev.dwp.application.frame;

import dev.dwp.application.port.in.OperateQueues;
import dev.dwp.domain.frame.Method;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.Rate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers {@code queue.*} (PROTOCOL §5). */
final class QueueMethods {
    private final OperateQueues queues;

    QueueMethods(OperateQueues queues) {
        this.queues = queues;
    }

    Map<Method, MethodHandler> handlers() {
        return Map.of(
                Method.QUEUE_LIST, this::list,
                Method.QUEUE_PAUSE, this::pause,
                Method.QUEUE_RESUME, this::resume);
    }

    private Answer list(Invocation invocation) {
        Params params = invocation.params();
        Pager.Source<OperateQueues.Gauge, String> source = Pager.Source.byName(
                queues.list(invocation.caller()),
                QueueMethods::view,
                gauge -> gauge.queue().text());
        String after = params.cursor(text -> new QueueName(text).text());
        return Answer.of(Pager.page("queues", source, after, Pager.limit(params), invocation.room()));
    }

    private static Value.Struct view(OperateQueues.Gauge gauge) {
        Integer concurrency = gauge.limits().concurrency();
        return Value.struct()
                .put("queue", gauge.queue().text())
                .put("pending", gauge.pending())
                .put("scheduled", gauge.scheduled())
                .put("running", gauge.running())
                .put("paused", gauge.paused())
                .put("concurrency", concurrency == null ? null : Value.of(concurrency.longValue()))
                .put("rate", perSecond(gauge.limits().rate()))
                .put("oldest_due_at", gauge.oldestDueAt())
                .build();
    }

    private static @Nullable Value perSecond(@Nullable Rate rate) {
        if (rate == null) {
            return null;
        }
        BigDecimal nanos = BigDecimal.valueOf(rate.per().toNanos());
        BigDecimal perSecond = BigDecimal.valueOf(rate.permits())
                .scaleByPowerOfTen(9)
                .divide(nanos, MathContext.DECIMAL64)
                .stripTrailingZeros();
        return perSecond.scale() <= 0 ? Value.of(perSecond.longValueExact()) : new Value.Decimal(perSecond);
    }

    private Answer pause(Invocation invocation) {
        QueueName queue = queue(invocation);
        return state(queue, queues.pause(invocation.caller(), queue));
    }

    private Answer resume(Invocation invocation) {
        QueueName queue = queue(invocation);
        return state(queue, queues.resume(invocation.caller(), queue));
    }

    private static QueueName queue(Invocation invocation) {
        return invocation.params().required("queue", QueueName::new);
    }

    private static Answer state(QueueName queue, boolean paused) {
        return Answer.of(
                Value.struct().put("queue", queue.text()).put("paused", paused).build());
    }
}
