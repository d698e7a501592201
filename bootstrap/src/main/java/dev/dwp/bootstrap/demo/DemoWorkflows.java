package dev.dwp.bootstrap.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.dwp.application.handler.Handlers;
import dev.dwp.application.handler.Workflow;
import dev.dwp.application.handler.WorkflowDefinition;
import dev.dwp.domain.frame.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Workflows to try the server with. */
final class DemoWorkflows {
    private static final BigDecimal PRICE = new BigDecimal("19.99");
    private static final Duration PROCESSING_ITEM = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofDays(7);

    private DemoWorkflows() {}

    static void register(Handlers.Builder handlers) {
        handlers.workflow(WorkflowDefinition.of("order-pipeline", Order.class, DemoWorkflows::order))
                .workflow(WorkflowDefinition.of("booking-saga", BookingSaga.Trip.class, BookingSaga::run))
                .workflow(WorkflowDefinition.of("batch-process", Batch.class, DemoWorkflows::batch))
                .workflow(WorkflowDefinition.of("process-item", Item.class, DemoWorkflows::item))
                .workflow(WorkflowDefinition.of("await-payment", Awaited.class, DemoWorkflows::awaitPayment))
                .workflow(WorkflowDefinition.of("nap", Nap.class, DemoWorkflows::nap));
    }

    record Order(@JsonProperty("order_id") String orderId, List<String> items) {}

    record Batch(@JsonProperty("item_ids") List<String> itemIds) {}

    record Item(@JsonProperty("item_id") String itemId) {}

    record Awaited(
            @JsonProperty("order_id") String orderId,
            @JsonProperty("timeout_ms") @Nullable Long timeoutMs) {
        Awaited {
            DemoJobs.requireNotNegative("timeout_ms", timeoutMs == null ? 0 : timeoutMs);
        }
    }

    record Nap(long ms) {
        Nap {
            DemoJobs.requireNotNegative("ms", ms);
        }
    }

    private static Value order(Workflow workflow, Order order) {
        workflow.step("validate", () -> {
            if (order.items().isEmpty()) {
                throw new IllegalArgumentException("The order %s has no items.".formatted(order.orderId()));
            }
        });
        BigDecimal total = workflow.step(
                "calculate-total",
                BigDecimal.class,
                () -> PRICE.multiply(BigDecimal.valueOf(order.items().size())));
        workflow.step("process-payment", () -> workflow.logger().info("Charging {} for {}.", total, order.orderId()));
        workflow.step("send-confirmation", () -> workflow.logger().info("Confirming {}.", order.orderId()));
        return Value.struct()
                .put("order_id", order.orderId())
                .put("total", new Value.Decimal(total))
                .build();
    }

    private static Value batch(Workflow workflow, Batch batch) {
        List<Item> items = batch.itemIds().stream().map(Item::new).toList();
        List<Value> processed = workflow.children("process-items", "process-item", items, Value.class);
        workflow.step("finalize", () -> workflow.logger().info("Processed {} items.", processed.size()));
        return Value.struct().put("processed", processed.size()).build();
    }

    private static Value item(Workflow workflow, Item item) {
        workflow.step("process", () -> Thread.sleep(PROCESSING_ITEM));
        return Value.struct().put("item_id", item.itemId()).build();
    }

    private static Value awaitPayment(Workflow workflow, Awaited awaited) {
        Long timeoutMs = awaited.timeoutMs();
        Duration timeout = timeoutMs == null ? PATIENCE : Duration.ofMillis(timeoutMs);
        Optional<Value> payment = workflow.waitForEvent("payment-received", awaited.orderId(), timeout, Value.class);
        return Value.struct()
                .put("paid", payment.isPresent())
                .put("payment", payment.orElse(null))
                .build();
    }

    private static Value nap(Workflow workflow, Nap nap) {
        workflow.sleep("nap", Duration.ofMillis(nap.ms()));
        return Value.struct().put("slept_ms", nap.ms()).build();
    }
}
