package dev.steward.monitoring;

import org.springframework.context.ApplicationContext;

/** Brings sums up to date for tests of those who read them. */
public final class AddedUp {

  private AddedUp() {}

  public static void now(ApplicationContext application) {
    application.getBean(Rollup.class).work();
  }
}
