package dev.steward;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The walls between the modules stand where their package-info files say. */
class ModulesTest {

  @Test
  void dependOnlyOnWhatTheyDeclare() {
    ApplicationModules.of(StewardApplication.class).verify();
  }
}
