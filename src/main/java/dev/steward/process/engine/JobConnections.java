package dev.steward.process.engine;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Lets jobs use most of the connection pool and never all of it. Thousands of them wait for their turn here, as long as it takes;
 * at the pool itself they would time out, and requests of people with them.
 */
final class JobConnections extends DelegatingDataSource {

  private final Semaphore turns;

  private JobConnections(HikariDataSource pool) {
    super(pool);
    this.turns = new Semaphore(Math.max(1, (pool.getMaximumPoolSize() * 3) / 4), true);
  }

  static final class Wrapper implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      return bean instanceof HikariDataSource pool ? new JobConnections(pool) : bean;
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    var job = JobThread.current();
    if (job == null) {
      return super.getConnection();
    }
    // Who has a connection and needs a second one must not wait for others that do, too.
    boolean takesTurn = !job.isAtDatabase();
    if (takesTurn) {
      awaitTurn();
    }
    job.comesToDatabase();
    try {
      return returning(super.getConnection(), job, takesTurn);
    } catch (SQLException | RuntimeException e) {
      leave(job, takesTurn);
      throw e;
    }
  }

  private void awaitTurn() throws SQLException {
    try {
      turns.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("Interrupted while waiting for a connection", e);
    }
  }

  private void leave(JobThread job, boolean tookTurn) {
    job.leavesDatabase();
    if (tookTurn) {
      turns.release();
    }
  }

  private Connection returning(Connection connection, JobThread job, boolean tookTurn) {
    var returned = new AtomicBoolean();
    return (Connection) Proxy.newProxyInstance(
      Connection.class.getClassLoader(),
      new Class<?>[] { Connection.class },
      (self, method, arguments) -> {
        try {
          return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
          throw e.getCause();
        } finally {
          if (method.getName().equals("close") && returned.compareAndSet(false, true)) {
            leave(job, tookTurn);
          }
        }
      }
    );
  }
}
