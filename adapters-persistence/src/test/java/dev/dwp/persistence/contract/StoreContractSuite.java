package dev.dwp.persistence.contract;

import dev.dwp.application.port.out.Store;
import org.junit.jupiter.api.Nested;

/** Every contract, run on one kind of store. */
public abstract class StoreContractSuite {
    /** An empty store that nobody else uses. */
    protected abstract Store open();

    @Nested
    class Committing extends CommitContract {
        @Override
        protected Store open() {
            return StoreContractSuite.this.open();
        }
    }

    @Nested
    class Refusing extends RefusalContract {
        @Override
        protected Store open() {
            return StoreContractSuite.this.open();
        }
    }

    @Nested
    class ReadingJobs extends JobStoreContract {
        @Override
        protected Store open() {
            return StoreContractSuite.this.open();
        }
    }

    @Nested
    class KeepingWhatIsWritten extends RoundTripContract {
        @Override
        protected Store open() {
            return StoreContractSuite.this.open();
        }
    }

    @Nested
    class KeepingLongNames extends LongestNamesContract {
        @Override
        protected Store open() {
            return StoreContractSuite.this.open();
        }
    }

    @Nested
    class RememberingKeys extends IdempotencyKeyContract {
        @Override
        protected Store open() {
            return StoreContractSuite.this.open();
        }
    }

    @Nested
    class ClaimingJobs extends JobClaimContract {
        @Override
        protected Store open() {
            return StoreContractSuite.this.open();
        }
    }

    @Nested
    class BoundingQueues extends QueueLimitContract {
        @Override
        protected Store open() {
            return StoreContractSuite.this.open();
        }
    }

    @Nested
    class Leasing extends LeaseContract {
        @Override
        protected Store open() {
            return StoreContractSuite.this.open();
        }
    }

    @Nested
    class Runs extends RunStoreContract {
        @Override
        protected Store open() {
            return StoreContractSuite.this.open();
        }
    }

    @Nested
    class Signals extends SignalStoreContract {
        @Override
        protected Store open() {
            return StoreContractSuite.this.open();
        }
    }

    @Nested
    class Events extends EventLogContract {
        @Override
        protected Store open() {
            return StoreContractSuite.this.open();
        }
    }

    @Nested
    class Crons extends CronStoreContract {
        @Override
        protected Store open() {
            return StoreContractSuite.this.open();
        }
    }

    @Nested
    class Nodes extends NodeStoreContract {
        @Override
        protected Store open() {
            return StoreContractSuite.this.open();
        }
    }

    @Nested
    class Hints extends WakeupsContract {
        @Override
        protected Store open() {
            return StoreContractSuite.this.open();
        }
    }

    @Nested
    class Retaining extends RetentionContract {
        @Override
        protected Store open() {
            return StoreContractSuite.this.open();
        }
    }

    @Nested
    class StartingAtOnce extends ImmediateStartContract {
        @Override
        protected Store open() {
            return StoreContractSuite.this.open();
        }
    }

    @Nested
    class ClaimingTogether extends ConcurrentClaimsContract {
        @Override
        protected Store open() {
            return StoreContractSuite.this.open();
        }
    }

    @Nested
    class CommittingTogether extends ConcurrentCommitsContract {
        @Override
        protected Store open() {
            return StoreContractSuite.this.open();
        }
    }

    @Nested
    class Meeting extends RendezvousContract {
        @Override
        protected Store open() {
            return StoreContractSuite.this.open();
        }
    }
}
