package dev.steward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.mock.env.MockEnvironment;

class SandboxSwitchTest {

  @Test
  void isThereUnlessSwitchedOff() {
    assertThat(beans(new MockEnvironment())).contains("effects", "crmController", "faults");
    assertThat(
      beans(new MockEnvironment().withProperty("steward.sandbox.enabled", "false"))
    ).isEmpty();
  }

  private static List<String> beans(MockEnvironment environment) {
    var factory = new DefaultListableBeanFactory();
    var scanner = new ClassPathBeanDefinitionScanner(factory, true, environment);
    scanner.setIncludeAnnotationConfig(false);
    scanner.scan("dev.steward.sandbox");
    return List.of(factory.getBeanDefinitionNames());
  }
}
