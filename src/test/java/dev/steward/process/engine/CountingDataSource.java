package dev.steward.process.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Counts what the transactions of an application ask of its database, those left out that only read: polls and assertions. */
final class CountingDataSource extends DelegatingDataSource {

  private static final AtomicInteger COMMITS = new AtomicInteger();
  private static final List<String> STATEMENTS = new CopyOnWriteArrayList<>();

  private CountingDataSource(DataSource counted) {
    super(counted);
  }

  static final class Wrapper implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      return bean instanceof DataSource dataSource ? new CountingDataSource(dataSource) : bean;
    }
  }

  static void reset() {
    COMMITS.set(0);
    STATEMENTS.clear();
  }

  /** Of transactions that wrote something. */
  static int commits() {
    return COMMITS.get();
  }

  static List<String> statements() {
    return STATEMENTS;
  }

  @Override
  public Connection getConnection() throws SQLException {
    var connection = super.getConnection();
    var statements = new CopyOnWriteArrayList<String>();
    return (Connection) Proxy.newProxyInstance(
      Connection.class.getClassLoader(),
      new Class<?>[] { Connection.class },
      (self, method, arguments) -> {
        var result = invoke(connection, method, arguments);
        switch (method.getName()) {
          case "commit" -> count(statements);
          case "rollback" -> statements.clear();
          default -> {
          }
        }
        return result instanceof PreparedStatement statement
          ? recorded(statement, String.valueOf(arguments[0]), statements)
          : result;
      }
    );
  }

  private static void count(List<String> statements) {
    if (
      statements
        .stream()
        .anyMatch(sql -> !sql.strip().toLowerCase(Locale.ROOT).startsWith("select"))
    ) {
      COMMITS.incrementAndGet();
      STATEMENTS.addAll(statements);
    }
    statements.clear();
  }

  private static Object recorded(PreparedStatement statement, String sql, List<String> statements) {
    return Proxy.newProxyInstance(
      PreparedStatement.class.getClassLoader(),
      new Class<?>[] { PreparedStatement.class },
      (self, method, arguments) -> {
        if (method.getName().startsWith("execute")) {
          statements.add(sql);
        }
        return invoke(statement, method, arguments);
      }
    );
  }

  private static Object invoke(Object target, java.lang.reflect.Method method, Object[] arguments)
    throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
