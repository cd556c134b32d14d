package niangjia.database;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Gathers what a transaction books many times over and writes it in one go before it commits; who
 * has no transaction writes at once. What is rolled back was never written.
 */
public final class BeforeCommit<T> {

    private final Consumer<List<T>> write;

    /**
     * @param write given at least one, in the order in which they came
     */
    public BeforeCommit(Consumer<List<T>> write) {
        this.write = write;
    }

    public void add(T one) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || !TransactionSynchronizationManager.isSynchronizationActive()) {
            write.accept(List.of(one));
            return;
        }
        for (TransactionSynchronization known :
                TransactionSynchronizationManager.getSynchronizations()) {
            if (known instanceof Gathered<?> gathered && gathered.isOf(this)) {
                gathered.add(this, one);
                return;
            }
        }
        var first = new Gathered<>(this);
        TransactionSynchronizationManager.registerSynchronization(first);
        first.add(this, one);
    }

    private static final class Gathered<T> implements TransactionSynchronization {

        private final BeforeCommit<T> book;
        private final List<T> all = new ArrayList<>();
        private boolean written;

        Gathered(BeforeCommit<T> book) {
            this.book = book;
        }

        boolean isOf(BeforeCommit<?> other) {
            return book == other;
        }

        <S> void add(BeforeCommit<S> its, S one) {
            if (written) {
                its.write.accept(List.of(one));
            } else {
                @SuppressWarnings("unchecked") // It is its own: isOf was asked.
                List<S> mine = (List<S>) all;
                mine.add(one);
            }
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            written = true;
            book.write.accept(List.copyOf(all));
        }
    }
}
