/**
 * What every store must do, whatever it is made of: one abstract class of tests for each port, and what they need to speak
 * to a store. {@link dev.dwp.persistence.contract.StoreContractSuite} and {@link
 * dev.dwp.persistence.contract.StoreProperties} run all of it on one kind of store.
 */
package dev.dwp.persistence.contract;
