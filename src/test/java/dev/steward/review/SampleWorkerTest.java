package dev.steward.review;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.steward.process.spi.ProcessStarter;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.PlatformTransactionManager;

class SampleWorkerTest {

  private final ReviewRows rows = mock();
  private final ProcessStarter starter = mock();
  private final ObjectProvider<ProcessStarter> starters = mock();
  private final PlatformTransactionManager transactions = mock();
  private final SampleWorker worker = new SampleWorker(rows, starters, transactions);
  private final UUID sample = UUID.randomUUID();

  @BeforeEach
  void draw() {
    when(starters.getObject()).thenReturn(starter);
    when(rows.takeDrawn())
      .thenReturn(Optional.of(new ReviewRows.Drawn(sample, "case-1")))
      .thenReturn(Optional.empty());
  }

  @Test
  void startsOneInstanceForEachDrawnCall() {
    when(rows.isHanded(sample)).thenReturn(true);

    worker.work();

    verify(starter, times(1)).start(any(), any(), any(), any(), any());
    verify(transactions, never()).rollback(any());
  }

  @Test
  void takesBackAnInstanceInWhichNobodyIsAsked() {
    when(rows.isHanded(sample)).thenReturn(false);

    worker.work();

    verify(transactions).rollback(any());
    verify(transactions, never()).commit(any());
  }
}
