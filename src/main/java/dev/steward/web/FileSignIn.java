package dev.steward.web;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.logout.HttpStatusReturningLogoutSuccessHandler;

/** The default profile: people of the people file, with a form in browsers and HTTP basic for applications. */
@Configuration(proxyBeanMethods = false)
@Profile("!keycloak")
class FileSignIn {

  @Bean
  SignInMethod signInMethod() {
    return SignInMethod.FORM;
  }

  @Bean
  AuthenticationProvider passwords(
    UserDetailsService people,
    PasswordEncoder encoder,
    Clock clock
  ) {
    var passwords = new DaoAuthenticationProvider(people);
    passwords.setPasswordEncoder(encoder);
    return new ThrottledSignIn(passwords, clock);
  }

  @Bean
  @Order(2)
  SecurityFilterChain applicationChain(HttpSecurity http, ChainParts parts, SignInProblems problems)
    throws Exception {
    return parts
      .applications(http)
      .httpBasic(basic -> basic.authenticationEntryPoint(problems))
      .build();
  }

  @Bean
  @Order(3)
  SecurityFilterChain browserChain(HttpSecurity http, ChainParts parts, SignInProblems problems)
    throws Exception {
    return parts
      .browsers(http)
      .formLogin(form ->
        form
          .loginPage("/login")
          .loginProcessingUrl("/login")
          .successHandler((request, response, who) ->
            response.setStatus(HttpStatus.NO_CONTENT.value())
          )
          .failureHandler(problems)
      )
      .logout(logout ->
        logout.logoutSuccessHandler(
          new HttpStatusReturningLogoutSuccessHandler(HttpStatus.NO_CONTENT)
        )
      )
      .build();
  }
}
