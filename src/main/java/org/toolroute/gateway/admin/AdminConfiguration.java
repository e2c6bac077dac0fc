package org.toolroute.gateway.admin;

import org.apache.camel.Processor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.account.Accounts;
import org.toolroute.gateway.account.AdminAuthentication;
import org.toolroute.gateway.account.GatewayKeys;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.ledger.Audit;
import org.toolroute.gateway.ledger.Ledger;
import org.toolroute.gateway.ledger.Refunds;
import org.toolroute.gateway.ledger.SpendingLimits;
import org.toolroute.gateway.ledger.TopUps;
import org.toolroute.gateway.ledger.UsageQuery;
import org.toolroute.gateway.protocol.rest.RestStep;
import org.toolroute.gateway.protocol.rest.UsageList;
import org.toolroute.gateway.secret.SharedCredentials;

/** The operator's operations under the names that routes use. */
@Configuration(proxyBeanMethods = false)
class AdminConfiguration {

  @Bean
  Processor authenticateOperator(AdminAuthentication authentication) {
    return new AuthenticateOperator(authentication);
  }

  @Bean
  AccountOperations accountOperations(Accounts accounts, Ledger ledger) {
    return new AccountOperations(accounts, ledger);
  }

  @Bean
  Processor createAccount(AccountOperations operations) {
    return new RestStep(operations::create);
  }

  @Bean
  Processor listAccounts(AccountOperations operations) {
    return new RestStep(operations::list);
  }

  @Bean
  Processor readAccount(AccountOperations operations) {
    return new RestStep(operations::read);
  }

  @Bean
  Processor freezeAccount(AccountOperations operations) {
    return new RestStep(operations::freeze);
  }

  @Bean
  Processor unfreezeAccount(AccountOperations operations) {
    return new RestStep(operations::unfreeze);
  }

  @Bean
  KeyOperations keyOperations(GatewayKeys keys, Catalog catalog) {
    return new KeyOperations(keys, new AllowedTools(catalog));
  }

  @Bean
  Processor issueKey(KeyOperations operations) {
    return new RestStep(operations::issue);
  }

  @Bean
  Processor listKeys(KeyOperations operations) {
    return new RestStep(operations::list);
  }

  @Bean
  Processor revokeKey(KeyOperations operations) {
    return new RestStep(operations::revoke);
  }

  @Bean
  MoneyOperations moneyOperations(TopUps topUps, Refunds refunds, Audit audit) {
    return new MoneyOperations(topUps, refunds, audit);
  }

  @Bean
  Processor topUpAccount(MoneyOperations operations) {
    return new RestStep(operations::topUp);
  }

  @Bean
  Processor refundCall(MoneyOperations operations) {
    return new RestStep(operations::refund);
  }

  @Bean
  Processor auditLedger(MoneyOperations operations) {
    return new RestStep(operations::audit);
  }

  @Bean
  Processor listAccountUsage(UsageQuery usage, Catalog catalog) {
    UsageList list = new UsageList(usage, catalog);
    return new RestStep(request ->
        list.list(request, AccountOperations.accountId(request), EnvironmentName.inQuery(request)));
  }

  @Bean
  LimitOperations limitOperations(SpendingLimits limits, Accounts accounts) {
    return new LimitOperations(limits, accounts);
  }

  @Bean
  Processor setAccountLimit(LimitOperations operations) {
    return new RestStep(operations::set);
  }

  @Bean
  Processor readAccountLimit(LimitOperations operations) {
    return new RestStep(operations::read);
  }

  @Bean
  Processor removeAccountLimit(LimitOperations operations) {
    return new RestStep(operations::remove);
  }

  @Bean
  Processor setCredential(Catalog catalog, SharedCredentials credentials) {
    return new RestStep(new CredentialOperations(catalog, credentials)::put);
  }
}
