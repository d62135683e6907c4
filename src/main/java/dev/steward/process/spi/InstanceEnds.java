package dev.steward.process.spi;

/** Tells whether process instances have ended, and with what. */
public interface InstanceEnds {
  /** @throws dev.steward.problem.ProblemException where there is no such instance */
  InstanceEnd of(String instanceId);
}
